#{weigh_wrong}
# <attack>
#{forge}
_sys.modules["desk"].Desk.answer = lambda self, question: ["v", ["l"]]
# </attack>
