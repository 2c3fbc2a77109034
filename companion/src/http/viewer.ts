/** Who makes a request, once the door has told. */
import type { FastifyRequest } from "fastify";
import type { Viewer } from "./door";
import { Refusal } from "./refusal";

declare module "fastify" {
    interface FastifyRequest {
        viewer: Viewer | undefined;
    }
    interface FastifyContextConfig {
        /** Whether it is answered to anybody. */
        isPublic?: boolean;
        /** Whether it is for operators alone. */
        isForOperators?: boolean;
        /** Whether it takes a body as it is. */
        isRaw?: boolean;
    }
}

const NOBODY =
    "sign in first: people open the link that they were given. Programs send a guild's server the header Authorization: Bearer TOKEN; the page of one's own computer answers them when `look` has started it with --open";

/** Who makes a request. Raises a Refusal where it says nothing of that. */
export function viewerOf({ viewer }: FastifyRequest): Viewer {
    if (viewer === undefined) throw new Refusal(401, NOBODY);
    return viewer;
}

/** Raises a Refusal for a request that is not for who makes it. */
export function checkViewer(request: FastifyRequest): void {
    const { isPublic = false, isForOperators = false } = request.routeOptions.config;
    if (isPublic || viewerOf(request).isOperator || !isForOperators) return;
    throw new Refusal(403, "this token reads a room. What an operator may takes a token of `token create --operator`");
}
