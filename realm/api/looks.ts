/** What the game says of everybody's looks, since nobody in the realm plays. */

export const LEVEL = 80;
export const CLASS_NAME = "Warrior";
export const CLASS_FILE = "WARRIOR";
export const CLASS_ID = 1;
export const RACE_NAME = "Human";
/** 2 is male, 3 female. */
export const SEX = 3;
