a

	
   # comment
b
