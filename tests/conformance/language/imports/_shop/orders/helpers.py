print("init", __name__)
NAME = "helpers"
