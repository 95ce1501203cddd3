print("loading _lazy_other")
value = "the value"
