"""What a workspace is asked: questions, searches, reports, the past of a contract and all there is to see of it."""
