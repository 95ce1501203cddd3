import traceback
for m in ['sqlite','marshall','astt','zlibb','pwdd','arrays','selct','maths_','asynco','socke']:
  try: __import__(m)
  except ImportError as e: print(traceback.format_exception_only(e)[-1],end='')
