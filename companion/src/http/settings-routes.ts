/** Members and computers of rooms, changed from the page of one's own computer; tokens of a server, for its operators. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Done, Keeper } from "./keeper";
import { Refusal } from "./refusal";
import {
    answers,
    changeBody,
    deviceParams,
    inviteBody,
    memberParams,
    noBody,
    noQuery,
    roleBody,
    roomParams,
    tokenBody,
} from "./schemas";
import { findRoom, type Site } from "./site";
import { newToken, type TokenInfo, tokenId, tokenLink, tokenWithId } from "./tokens";
import { viewerOf } from "./viewer";

const NO_KEEPER =
    "members and computers are changed by admins of the room, each on the page of their own computer: this is none that has joined it";
const NO_TOKENS = "only a guild's server has tokens";

type Params = Readonly<Record<string, string>>;

/** What was done, or why not. Raises a Refusal. */
function answerOf({ outcome, problems }: Done): { isSent: boolean; problems: readonly string[] } {
    if (outcome === "notAllowed") throw new Refusal(403, problems.join(". "));
    if (outcome === "refused") throw new Refusal(422, problems.join(". "));
    return { isSent: outcome === "sent", problems };
}

/** Gives a command for the room of a request. Raises a Refusal. */
async function command(
    site: Site,
    request: FastifyRequest,
    name: string,
    options: readonly string[],
    typed: readonly string[],
): Promise<Done> {
    const { id } = await findRoom(site, viewerOf(request), (request.params as Params)["room"]);
    const keeper: Keeper | undefined = site.keeper;
    if (keeper?.ownIn(id) === undefined) throw new Refusal(403, NO_KEEPER);
    return keeper.command(name, ["--room", id, ...options], typed);
}

async function link(done: Promise<Done>): Promise<unknown> {
    const { lines } = await done;
    return { ...answerOf(await done), link: lines.at(-1) };
}

const changed = async (done: Promise<Done>): Promise<unknown> => answerOf(await done);

function addRoomSettings(app: FastifyInstance, site: Site): void {
    const schema = (summary: string, body: object, answer: object, params: object = roomParams) => ({
        ...{ summary, params, querystring: noQuery, body },
        response: { 200: answer, "4xx": answers.error },
    });
    const param = ({ params }: FastifyRequest, name: string): string => (params as Params)[name];
    app.post(
        "/rooms/:room/members",
        { schema: schema("Invites a character, and answers a link for one computer", inviteBody, answers.link) },
        (request) => {
            const { character, role } = request.body as { character: string; role: string };
            return link(command(site, request, "invite", [`--role=${role}`], [character]));
        },
    );
    app.patch(
        "/rooms/:room/members/:number",
        { schema: schema("Gives a member another role", roleBody, answers.changed, memberParams) },
        (request) => {
            const { role } = request.body as { role: string };
            return changed(command(site, request, "role", [], [param(request, "number"), role]));
        },
    );
    app.delete(
        "/rooms/:room/members/:number",
        { schema: schema("Removes a member", noBody, answers.changed, memberParams) },
        (request) => changed(command(site, request, "remove", ["--yes"], [param(request, "number")])),
    );
    app.post(
        "/rooms/:room/devices",
        { schema: schema("Answers a link for one more computer of one's own", changeBody, answers.link) },
        (request) => link(command(site, request, "pair", [], [])),
    );
    app.delete(
        "/rooms/:room/devices/:key",
        { schema: schema("Drops a computer for good", noBody, answers.changed, deviceParams) },
        (request) => changed(command(site, request, "drop", ["--yes"], [param(request, "key")])),
    );
}

const tokenInfo = (token: TokenInfo): unknown => ({
    ...{ id: tokenId(token), room: token.room ?? null, label: token.label, made: token.made, ends: token.ends },
});

async function makeToken(site: Site, { body }: FastifyRequest): Promise<unknown> {
    if (site.tokens === undefined) throw new Refusal(404, NO_TOKENS);
    const { room, label, days } = body as { room: string | null; label: string; days: number };
    if (room !== null && (await site.driver.room(room)) === undefined)
        throw new Refusal(422, "room: the id of a room of this server, or null for an operator's, expected");
    const { text, info } = newToken(room ?? undefined, label, site.clock.unix(), days);
    await site.tokens.add(info);
    const [url] = site.tokens.publicUrls;
    return { id: tokenId(info), text, link: url === undefined ? null : tokenLink(url, text) };
}

async function dropToken(site: Site, id: string): Promise<void> {
    const found = tokenWithId(site.tokens?.all() ?? [], id);
    if (found === undefined) throw new Refusal(404, "no token has this id: /tokens lists them");
    await site.tokens?.remove(found.hash);
}

function addTokens(app: FastifyInstance, site: Site): void {
    const config = { isForOperators: true };
    app.get(
        "/tokens",
        {
            config,
            schema: {
                ...{ summary: "Tokens of a server", querystring: noQuery },
                response: { 200: answers.tokens, "4xx": answers.error },
            },
        },
        () => {
            if (site.tokens === undefined) throw new Refusal(404, NO_TOKENS);
            return { tokens: site.tokens.all().map(tokenInfo) };
        },
    );
    app.post(
        "/tokens",
        {
            config,
            schema: {
                ...{ summary: "Makes a token, which is told this once", querystring: noQuery, body: tokenBody },
                response: { 200: answers.newToken, "4xx": answers.error },
            },
        },
        (request) => makeToken(site, request),
    );
    app.delete(
        "/tokens/:id",
        {
            config,
            schema: {
                ...{ summary: "Takes a token back", querystring: noQuery, body: noBody },
                response: { 204: { type: "null" }, "4xx": answers.error },
            },
        },
        async (request, reply) => {
            await dropToken(site, (request.params as Params)["id"]);
            return reply.code(204).send();
        },
    );
}

/** Adds these routes. */
export function addSettingsRoutes(app: FastifyInstance, site: Site): void {
    addRoomSettings(app, site);
    addTokens(app, site);
}
