/** A request that is not served: why, and what to do instead. */
export class Refusal extends Error {
    /** @param statusCode of HTTP. @param retryAfter seconds after which it may be asked again. */
    constructor(
        readonly statusCode: number,
        message: string,
        readonly retryAfter?: number,
    ) {
        super(message);
    }
}
