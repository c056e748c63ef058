# The whole program of a pod's sandbox: it lets the kernel reap the children it inherits, and waits
# for SIGTERM or SIGINT. A first process gets these signals only if it handles or, as here, blocks
# them. SandboxProgram holds the assembled bytes:
#   as -o sandbox.o amd64.s && objcopy -O binary -j .text sandbox.o /dev/stdout | xxd -p
.globl _start
_start:
  mov $13, %eax    # rt_sigaction(SIGCHLD, ignore, 0, 8)
  mov $17, %edi
  lea ignore(%rip), %rsi
  xor %edx, %edx
  mov $8, %r10d
  syscall
  mov $14, %eax    # rt_sigprocmask(SIG_BLOCK, signals, 0, 8)
  xor %edi, %edi
  lea signals(%rip), %rsi
  xor %edx, %edx
  mov $8, %r10d
  syscall
wait:
  mov $128, %eax    # rt_sigtimedwait(signals, 0, 0, 8)
  lea signals(%rip), %rdi
  xor %esi, %esi
  xor %edx, %edx
  mov $8, %r10d
  syscall
  test %eax, %eax    # interrupted: wait again
  jle wait
  mov $60, %eax    # exit(0)
  xor %edi, %edi
  syscall
.balign 8
signals: .quad 0x4002    # SIGINT (2) and SIGTERM (15)
ignore: .quad 1, 0, 0, 0    # handler SIG_IGN, no flags, no restorer, empty mask
