//! Demo data as a whole: the rules of random specs, and the look of three.
