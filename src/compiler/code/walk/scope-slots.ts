// The children of nodes that hold no node but the index of the scope that the node makes.

export const FUNCDEF_SCOPE_SLOT = 4;
export const CLASSDEF_SCOPE_SLOT = 3;
export const LAMBDEF_SCOPE_SLOT = 2;
export const COMPREHENSION_SCOPE_SLOT = 3;
