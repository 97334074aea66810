'x'; 'append'; 'name with spaces'; '__init__'; 'ninechars'; 'tencharsxx'; 'elevenchars'; "append"
