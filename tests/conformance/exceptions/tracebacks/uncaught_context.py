"""An error while handling another error, and one in finally."""


def cleanup(resource):
    resource.close()


def work(data):
    try:
        return data[10]
    except IndexError:
        return data.get(10)
    finally:
        cleanup(data)


work([1, 2, 3])
