"""A quotation mark from a word processor."""

message = “Hello”
