"""Packages on disk: written, described, read, checked."""
