"""Carrying files to and from a folder on a WebDAV server (RFC 4918), with nothing but the standard library.

This package alone talks to a network. It knows files and names, not what is in them.
"""
