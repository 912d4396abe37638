"""What people corrected in other programs, brought back."""
