print("loading failing")
1 / 0
