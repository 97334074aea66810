// Downloads files for `mpy install`. A server may be hostile: size, number and time of answers are limited, and no
// answer decides where a file is written.

import { ProjectError } from "../project/problem.ts";
import {
  largeDownload,
  largeDownloads,
  manyDownloads,
  notDownloaded,
  serverAnswers,
  slowDownload,
  slowDownloads,
} from "./messages.ts";

/** Limits of downloads. */
export interface DownloadLimits {
  /** Bytes of one file, decompressed. */
  readonly fileBytes: number;
  /** Bytes of all files. */
  readonly totalBytes: number;
  /** Number of requests. */
  readonly requests: number;
  /** Milliseconds for one file. */
  readonly fileMs: number;
  /** Milliseconds for all of them. */
  readonly totalMs: number;
}

/** Default limits, far above any package for a microcontroller. */
export const DOWNLOAD_LIMITS: DownloadLimits = {
  fileBytes: 8 << 20,
  totalBytes: 64 << 20,
  requests: 2_000,
  fileMs: 30_000,
  totalMs: 300_000,
};

/** Fetches files within limits. */
export class Downloader {
  private readonly limits: DownloadLimits;
  private readonly deadline: AbortSignal;
  private requests = 0;
  private bytes = 0;

  constructor(limits: DownloadLimits = DOWNLOAD_LIMITS) {
    this.limits = limits;
    this.deadline = AbortSignal.timeout(limits.totalMs);
  }

  /** The content of a URL; undefined if the server answers 404. @throws ProjectError for any other failure */
  async get(url: string): Promise<Uint8Array | undefined> {
    const { requests, fileMs } = this.limits;
    if (++this.requests > requests) throw fault(url, manyDownloads(requests));
    const signal = AbortSignal.any([this.deadline, AbortSignal.timeout(fileMs)]);
    try {
      const response = await fetch(url, { signal });
      if (response.status === 404) {
        await response.body?.cancel();
        return undefined;
      }
      if (!response.ok) throw fault(url, serverAnswers(response.status, response.statusText));
      return await this.read(url, response);
    } catch (error) {
      if (error instanceof ProjectError) throw error;
      if (this.deadline.aborted) throw fault(url, slowDownloads(this.limits.totalMs / 1000));
      if (signal.aborted) throw fault(url, slowDownload(fileMs / 1000));
      throw fault(url, reasonOf(error));
    }
  }

  private async read(url: string, { body }: Response): Promise<Uint8Array> {
    const { fileBytes, totalBytes } = this.limits;
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of body ?? []) {
      size += chunk.length;
      this.bytes += chunk.length;
      // Leaving the loop closes the connection.
      if (size > fileBytes) throw fault(url, largeDownload(fileBytes));
      if (this.bytes > totalBytes) throw fault(url, largeDownloads(totalBytes));
      chunks.push(chunk);
    }
    return Buffer.concat(chunks, size);
  }
}

function fault(url: string, reason: string): ProjectError {
  return new ProjectError(notDownloaded(url, reason));
}

/** The reason of an error. undici puts the system's message into the cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error && cause.message !== "" ? cause.message : message;
}
