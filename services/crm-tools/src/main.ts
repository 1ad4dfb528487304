/** The process of crm-tools. */
import { runService } from '@bayline/runtime';
import { crmToolsConfig } from './config.ts';
import { startCrmTools } from './service.ts';

await runService({ name: 'crm-tools', config: crmToolsConfig, start: startCrmTools, drainMs: 30_000 }, process.env);
