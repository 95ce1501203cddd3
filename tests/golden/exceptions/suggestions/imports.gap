ModuleNotFoundError: No module named '_suggest_me_not'
   _suggest_me_not None
ModuleNotFoundError: No module named 'collectons'. Did you mean: 'collections'?
   collectons None
ModuleNotFoundError: No module named 'itertool'
   itertool None
ModuleNotFoundError: No module named 'maths'
   maths None
ModuleNotFoundError: No module named 'sys.path'; 'sys' is not a package
   sys.path None
ModuleNotFoundError: No module named 'math.sqrt'; 'math' is not a package
   math.sqrt None
ImportError: cannot import name 'chian' from 'itertools' (unknown location). Did you mean: 'chain'?
   itertools chian
ImportError: cannot import name 'OrderDict' from 'collections' (unknown location). Did you mean: 'OrderedDict'?
   collections OrderDict
ImportError: cannot import name 'redcue' from 'functools' (unknown location). Did you mean: 'reduce'?
   functools redcue
ImportError: cannot import name 'exitt' from 'sys' (unknown location). Did you mean: 'exit'?
   sys exitt
ImportError: cannot import name 'nothing_like_it' from 'math' (unknown location)
   math nothing_like_it
ImportError: cannot import name 'similar_nam' from '_suggested' (PATH). Did you mean: 'similar_name'?
   _suggested similar_nam
ImportError: cannot import name 'completely_different' from '_suggested' (PATH)
   _suggested completely_different
ImportError: cannot import name '_undescored' from '_suggested' (PATH). Did you mean: '_underscored'?
   _suggested _undescored
ModuleNotFoundError: No module named '_suggested.sub'; '_suggested' is not a package
   _suggested.sub None
AttributeError: module '_suggested' has no attribute 'similar_nam'. Did you mean '.similar_name' instead of '.similar_nam'?
exit: 0
