print("loading package.part")
x = 1
