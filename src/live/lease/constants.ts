/** The numbers of leases; docs/rooms-protocol.md quotes them by name. */

/** Seconds for which a claim has to stand without an older one being heard. */
export const CLAIM_SECONDS = 3;
/** Seconds between two words of a holder, without electors: 180 messages an hour. */
export const RENEW_SECONDS = 20;
/** Seconds between two rounds of a holder with electors. Of five, two others have to answer: 180 messages an hour. */
export const ROUND_SECONDS = 60;
/** Seconds until another round begins when one was not answered by most electors. */
export const ROUND_AGAIN_SECONDS = 5;
/** How many rounds of a claimant have the same term, so that votes for them add up. */
export const ROUNDS_OF_A_TERM = 3;
/** Most seconds for which an elector leaves it to others to answer a round. */
export const VOTE_WAIT_SECONDS = 4;
/** Seconds for which a lease is held without a word sent, or a round answered: four more rounds after one that was not. */
export const HOLD_SECONDS = 84;
/** Seconds after the last word of a holder until others take it for gone. 0.9 of it are more than 1.1 of HOLD_SECONDS. */
export const LEASE_SECONDS = 104;
/** Seconds for which those further behind leave a free lease to a claimant that says nothing. */
export const TURN_SECONDS = 20;
/** Seconds between two words of a holder to those who claim what it holds. */
export const CONTRADICT_SECONDS = 4;
/** Seconds by which a term may be less ahead where it is taken than where it is heard: clocks differ. */
export const TERM_SLACK_SECONDS = 2;
/** Seconds without a look after which this client was away, in a loading screen perhaps, and has heard nobody. */
export const AWAY_SECONDS = 5;
/** Seconds after which a claimant that does not wait takes the electors for not there. */
export const ELECTION_SECONDS = 15;
