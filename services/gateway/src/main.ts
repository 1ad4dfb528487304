/** The gateway process. */
import { runService } from '@bayline/runtime';
import { gatewayConfig } from './config.ts';
import { startGateway } from './service.ts';

await runService({ name: 'gateway', config: gatewayConfig, start: startGateway }, process.env);
