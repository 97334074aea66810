# Run by the board before main.py: settings that everything else relies on.
import gc

gc.threshold(16 * 1024)
print("boot: ready")
