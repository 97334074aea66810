from . import a
from .. import b as c
from .mod import d
from ...pkg.mod import e
from .... import f
