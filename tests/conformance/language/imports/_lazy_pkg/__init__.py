print("loading _lazy_pkg")
