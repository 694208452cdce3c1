"""Signing, sealing, making papers last, and verifying."""
