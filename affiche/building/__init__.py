"""From the call to a published site: what is read, printed, packed and rendered, in order."""
