package abi

// The names of the constants, for abi/table.go and for messages.

func (o Ownership) String() string {
	return [...]string{"Plain", "Consumed", "Borrowed", "MovedIn", "Filled"}[o]
}

func (r Role) String() string {
	return [...]string{"Other", "Data", "Len", "Cap", "Text", "Elem", "Several", "Receives", "Place", "Out", "Number",
		"Size", "Align", "Inc", "Dec", "Eq", "Hash", "Cmp", "Drop", "Wanted", "Ctx", "Told"}[r]
}

func (o Of) String() string { return [...]string{"NoElems", "Elems", "Keys", "Vals"}[o] }

func (c Copying) String() string {
	return [...]string{"CopiesNever", "CopiesShared", "CopiesAlways"}[c]
}

func (g Growth) String() string {
	return [...]string{"GrowsNever", "GrowsToFit", "GrowsToSum", "Shrinks"}[g]
}

func (o Outcome) String() string {
	return [...]string{"NoReference", "Unique", "View", "Inside"}[o]
}

func (w What) String() string {
	return [...]string{"", "Unstored", "Element", "Elements", "Value", "Values", "Entry", "Entries", "All"}[w]
}

func (k Kind) String() string {
	return [...]string{"", "NegativeArg", "NullArg", "LoneDec", "OutsideRange", "BadAlign", "Overflow", "NotScalar", "NotUnique",
		"WasFreed", "TooLate", "NoMemory"}[k]
}

func (t Test) String() string {
	return [...]string{"Never", "Always", "Compared", "Empty", "Present", "Absent", "Copied", "InOrder", "SameBuffer",
		"NoneNew", "NoneGoes"}[t]
}
