/** Objects in S3, or in what speaks like it. */
import { AwsClient } from "aws4fetch";
import { messageOf, Misuse } from "../command";
import { StoreError } from "../store/store-error";

/** Where a bucket is, and with whose keys: what the tools of AWS read as well. */
export interface S3Settings {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string | undefined;
    readonly region: string;
    /** Of a service that is not AWS: https://s3.example/ */
    readonly endpoint: string | undefined;
}

/** Reads the settings of the environment. Raises Misuse where one is missing. */
export function s3Settings(env: Readonly<Record<string, string | undefined>>): S3Settings {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
    if (accessKeyId === undefined || secretAccessKey === undefined)
        throw new Misuse("s3:// takes AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment");
    return {
        ...{ accessKeyId, secretAccessKey, sessionToken: env["AWS_SESSION_TOKEN"] },
        region: env["AWS_REGION"] ?? env["AWS_DEFAULT_REGION"] ?? "us-east-1",
        endpoint: env["AWS_ENDPOINT_URL_S3"] ?? env["AWS_ENDPOINT_URL"],
    };
}

/** A place in a bucket: s3://bucket/some/prefix */
export class S3Place {
    private readonly client: AwsClient;
    private readonly base: string;

    /** Raises Misuse for another url. */
    constructor(
        private readonly url: string,
        { accessKeyId, secretAccessKey, sessionToken, region, endpoint }: S3Settings,
    ) {
        const [, bucket, prefix = ""] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*?))?\/*$/.exec(url) ?? [];
        if (bucket === undefined) throw new Misuse(`s3://BUCKET/PREFIX expected, got "${url}"`);
        const host = endpoint?.replace(/\/+$/, "") ?? `https://s3.${region}.amazonaws.com`;
        const path = prefix.split("/").map(encodeURIComponent).join("/");
        this.base = `${host}/${bucket}${path === "" ? "" : `/${path}`}`;
        this.client = new AwsClient({
            ...{ accessKeyId, secretAccessKey, region, service: "s3", retries: 3 },
            ...(sessionToken === undefined ? {} : { sessionToken }),
        });
    }

    private async send(name: string, init: RequestInit): Promise<Response> {
        const answer = await this.client
            .fetch(`${this.base}/${encodeURIComponent(name)}`, init)
            .catch((error: unknown) => {
                throw new StoreError(`${this.url}: ${messageOf(error)}: see to the network and AWS_ENDPOINT_URL`);
            });
        if (answer.ok) return answer;
        await answer.body?.cancel();
        const why = answer.status === 404 ? "is not there" : `was refused with ${answer.status} ${answer.statusText}`;
        throw new StoreError(`${this.url}/${name} ${why}: see to bucket, prefix, keys and region`);
    }

    /** Stores an object. Raises a StoreError where that cannot be. */
    async write(name: string, bytes: Buffer): Promise<void> {
        const answer = await this.send(name, { method: "PUT", body: bytes });
        await answer.body?.cancel();
    }

    /** Reads an object. Raises a StoreError where it cannot be read. */
    async read(name: string): Promise<Buffer> {
        return Buffer.from(await (await this.send(name, { method: "GET" })).arrayBuffer());
    }
}
