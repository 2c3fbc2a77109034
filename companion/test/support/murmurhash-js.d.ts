declare module "murmurhash-js" {
    const murmurhash: { murmur3(text: string, seed: number): number };
    export default murmurhash;
}
