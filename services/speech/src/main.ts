/** The speech process. */
import { runService } from '@bayline/runtime';
import { speechConfig } from './config.ts';
import { startSpeech } from './service.ts';

await runService({ name: 'speech', config: speechConfig, start: startSpeech }, process.env);
