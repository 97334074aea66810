'a'; "b"; '''c'''; """d"""; 'it\'s'; "say \"x\""; 'a' "b" '''c'''
"""two
lines"""
