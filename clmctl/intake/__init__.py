"""What arrives from outside made into contracts: published forms, third-party paper, a register of old contracts."""
