# über abc \ "quoted"
HELLO = "hello\t"

END = ""
