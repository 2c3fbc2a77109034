/** A request that is not served: why, and what to do instead. */
export class Refusal extends Error {
    /** @param statusCode of HTTP. */
    constructor(
        readonly statusCode: number,
        message: string,
    ) {
        super(message);
    }
}
