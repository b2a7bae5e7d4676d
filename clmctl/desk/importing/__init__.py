"""What a company already has, brought in: papers, registers, and the review of what they propose."""
