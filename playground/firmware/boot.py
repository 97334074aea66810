# The board runs this before main.py: settings that all other modules rely on.
import gc

gc.threshold(16 * 1024)
print("boot: ready")
