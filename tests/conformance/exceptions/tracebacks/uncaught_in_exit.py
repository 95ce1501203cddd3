"""An error in __exit__ while another one propagates."""


class Resource:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        raise RuntimeError("cannot release")


with Resource() as r:
    print("inside")
    r.missing_method()
