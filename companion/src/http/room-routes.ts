/** Which rooms there are, and who is in them. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { guidText } from "../format/field-kinds";
import { nameOf } from "../room/chain";
import { type Character, readGuid, ROLE } from "../room/content-items";
import type { Room as ChainRoom } from "../room/room";
import { parseTypes } from "../format/event-types";
import { sealedOf } from "../state/sealed-gap";
import { roomInfo } from "../store/local-rooms";
import { readPeople } from "../store/people";
import { readPlayers } from "../store/players";
import { fileChecks, logChecks, recordChecks } from "./integrity";
import { Refusal } from "./refusal";
import { answers, noQuery, roomParams } from "./schemas";
import { findRoom, hasRecords, idText, NO_ROOM, roomsFor, type Site, useRoom } from "./site";
import { viewerOf } from "./viewer";

const roomOf = ({ params }: FastifyRequest): string => (params as { room: string }).room;

const ROLE_NAMES = new Map<number, string>(Object.entries(ROLE).map(([name, role]) => [role, name]));

/** A packed GUID of a record as text. */
function guidOf(packed: Buffer): string {
    const { server, id } = readGuid(packed);
    return guidText(server, id);
}

const characterInfo = ({ guid, name }: Character): { guid: string; name: string } => ({ guid: guidOf(guid), name });

function membersOf({ chain }: ChainRoom): unknown[] {
    const devices = [...chain.devices.values()];
    return chain.members.map(({ number, label, setting }) => ({
        number,
        label,
        role: ROLE_NAMES.get(setting.role) ?? String(setting.role),
        characters: setting.characters.map(characterInfo),
        devices: devices
            .filter(({ member }) => member === number)
            .map(({ key, label: name, dropped }) => ({
                key: nameOf(key),
                label: name,
                dropped: dropped !== undefined,
            })),
    }));
}

/** A room, with the types of its events as far as addons have told them. */
async function about(site: Site, request: FastifyRequest): Promise<unknown> {
    const room = await findRoom(site, viewerOf(request), roomOf(request));
    const found = await roomInfo(room);
    if (found === undefined) throw new Refusal(404, NO_ROOM);
    const { ledgers, ...info } = found;
    const typed = ledgers.map(async (log) => {
        const [row] = await room.read("log", { ledger: log.ledger, scope: log.scope });
        const typesText = String(row?.["types"] ?? "");
        const types = [...parseTypes(typesText === "" ? "{}" : typesText)];
        return {
            ...log,
            types: types.map(([type, { name, fields }]) => ({
                ...{ type, name },
                fields: fields.map(({ fieldName, kind }) => ({ name: fieldName, kind })),
            })),
        };
    });
    return { ...info, hasRecords: hasRecords(site, room.id), ledgers: await Promise.all(typed) };
}

async function members(site: Site, request: FastifyRequest): Promise<unknown> {
    const use = await useRoom(site, viewerOf(request), roomOf(request));
    try {
        const { counted } = use.room;
        const own = site.keeper?.ownIn(idText(use)) ?? null;
        return {
            ...{ room: idText(use), name: counted.chain.name, n: counted.position.n, members: membersOf(counted) },
            ...{ own, canChange: own?.role === "admin" },
        };
    } finally {
        use.release();
    }
}

async function players(site: Site, request: FastifyRequest): Promise<unknown> {
    const room = await findRoom(site, viewerOf(request), roomOf(request));
    const [people, names] = [await readPeople(room, "counted"), await readPlayers(room)];
    const list = people.map((person) => {
        const { name = null, class: token = "" } = names.get(person.player) ?? {};
        return { ...person, name, class: token === "" ? null : token };
    });
    return { room: room.id, players: list };
}

async function integrity(site: Site, request: FastifyRequest): Promise<unknown> {
    const viewer = viewerOf(request);
    const room = await findRoom(site, viewer, roomOf(request));
    const ledgers = (await roomInfo(room))?.ledgers ?? [];
    const logs = (await Promise.all(ledgers.map(async (log) => logChecks(log, await sealedOf(room, log))))).flat();
    if (!hasRecords(site, room.id))
        return { room: room.id, checks: [...fileChecks(site.fileProblems?.(room.id) ?? []), ...logs] };
    const use = await useRoom(site, viewer, room.id);
    try {
        return { room: room.id, checks: [...recordChecks(use.room), ...logs] };
    } finally {
        use.release();
    }
}

async function presence(site: Site, request: FastifyRequest): Promise<unknown> {
    const use = await useRoom(site, viewerOf(request), roomOf(request));
    try {
        return { room: idText(use), n: use.room.room.position.n, people: site.presence(use.room.id) };
    } finally {
        use.release();
    }
}

/** Adds the routes of rooms. */
export function addRoomRoutes(app: FastifyInstance, site: Site): void {
    app.get(
        "/rooms",
        {
            schema: {
                summary: "The rooms that are shown to who asks",
                querystring: noQuery,
                response: { 200: answers.rooms, "4xx": answers.error },
            },
        },
        async (request) => ({ rooms: await roomsFor(site, viewerOf(request)) }),
    );
    const routes = [
        ["", "A room, with the types of its events", answers.room, about],
        ["/players", "Who wrote events, and whom they name", answers.players, players],
        ["/members", "Members of the room, with roles, characters and devices", answers.members, members],
        ["/integrity", "What was checked of a room, and what is wrong", answers.integrity, integrity],
        ["/presence", "Who is connected, and how far behind", answers.presence, presence],
    ] as const;
    for (const [name, summary, answer, handler] of routes) {
        const response = { 200: answer, "4xx": answers.error };
        const schema = { summary, params: roomParams, querystring: noQuery, response };
        app.get(`/rooms/:room${name}`, { schema }, (request) => handler(site, request));
    }
}
