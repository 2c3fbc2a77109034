/** Why games have refused an event, in words: docs/companion-batches.md, "Outcomes". */

const TEXTS = new Map([
    [1, "Its writer had no right to write it."],
    [2, "Its time was in the future."],
    [3, "It could not be read."],
    [4, "It could not be told in time whether its writer may write it."],
    [5, "The addon's own check raised an error."],
    [6, "It came after its time was sealed."],
]);

/** @param reason as Outcomes numbers it. */
export const refusalText = (reason: number): string => TEXTS.get(reason) ?? `For reason ${reason}.`;
