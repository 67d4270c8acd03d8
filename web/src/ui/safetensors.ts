// What stands in a safetensors file about itself.
import { bytesOf } from "./bytes";

// Reads no more than its header; undefined for what is no such file.
export function metadataOf(base64: string): Record<string, string> | undefined {
  try {
    const begin = bytesOf(base64.slice(0, 12));
    const end = 8 + Number(new DataView(begin.buffer).getBigUint64(0, true));
    const bytes = bytesOf(base64.slice(0, Math.ceil(end / 3) * 4)).subarray(8, end);
    return (JSON.parse(new TextDecoder().decode(bytes)) as { __metadata__?: Record<string, string> }).__metadata__;
  } catch {
    return undefined;
  }
}
