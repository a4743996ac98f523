"""What content points at, in; the pictures that can be used and every mistake about them out."""
