// What the command needs of the hub's client; bundled without the rest, which is mostly for uploads.
export { downloadFile, listFiles, modelInfo } from "@huggingface/hub";
