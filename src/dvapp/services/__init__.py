"""What a user can do, one function each; ``ports`` says what they need from outside."""
