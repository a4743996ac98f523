"""A file of orders or customers in; who the A-customers are, in figures without names, out.

`orders`       the file, row by row: which column is what, and each amount
`customers`    rows added up to customers
`pareto`       the largest customers first: their share of the revenue
`differences`  what A-customers have in common against the rest, where it is more than chance
`told`         all of it in words, and the line as a picture
`concept`      a concept persona that rests on it

No row and no name leaves this room, and no figure about fewer than five customers.
"""
