print("loading _lazy_pkg.sub")
NAME = "sub"
